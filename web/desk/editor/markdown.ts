// Markdown as the editor understands it: CommonMark with GFM's tables, task lists, strikethrough and bare addresses.
import { defineLanguageFacet, Language, languageDataProp } from '@codemirror/language';
import { GFM, parser } from '@lezer/markdown';

export const markdownParser = parser.configure([GFM]);

const data = defineLanguageFacet();

/** Wired by hand: @codemirror/lang-markdown would bring the parsers of HTML, CSS and JavaScript with it. */
export const markdownLanguage = new Language(
  data,
  markdownParser.configure({ props: [languageDataProp.add({ Document: data })] }),
  [],
  'markdown',
);
