// How many guesses a password takes. Loaded when the first password is set: its words take 24 MB and a tenth of a second.
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** Spellings such as p4ssw0rd that are tried on one password; the library's own limit takes a second in the worst case. */
const MAX_SUBSTITUTIONS = 20;

export const estimator = new ZxcvbnFactory({
  dictionary,
  graphs: adjacencyGraphs,
  l33tMaxSubstitutions: MAX_SUBSTITUTIONS,
});
