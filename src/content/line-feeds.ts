/** Of a CRLF within a paragraph the text would keep only the CR, between two words and without a space. */
const LINE_ENDINGS = /\r\n?/g;

export const withLineFeeds = (text: string): string => text.replace(LINE_ENDINGS, '\n');
