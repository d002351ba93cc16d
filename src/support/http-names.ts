/** Regular expressions for the names that people give to parts of a request, in files and on command lines. */

/** The name of a header field (RFC 9110 §5.1) or of a cookie (RFC 6265 §4.1.1): a token. */
export const tokenPattern = "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$";

/** The name of a query parameter as it stands in the target; with `*` at its end, all names that begin so. */
export const queryNamePattern = '^(?:[^\\s&=#*]+\\*?|\\*)$';

/** A status of an error. */
export const errorStatusPattern = '^[45]\\d\\d$';
