/** The terms of use of `themes/default`, which people of tests have accepted; `testApp` says so when it is another version. */
export const termsInForce = '1';
