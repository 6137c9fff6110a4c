/** The one door to the Temporal API, so that the polyfill can go when Node ships it. */
export { Temporal } from 'temporal-polyfill';
