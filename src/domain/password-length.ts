// How long a password may be, in characters: code points.
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;

/** Longer than any password may be. A text of megabytes is not taken apart for that. */
export const isTooLong = (password: string): boolean =>
  password.length > 2 * MAX_PASSWORD_LENGTH || [...password].length > MAX_PASSWORD_LENGTH;

export const isOfPasswordLength = (password: string): boolean =>
  !isTooLong(password) && [...password].length >= MIN_PASSWORD_LENGTH;
