/** The version of the terms of use that people accept. */
export const termsInForce = '1';
