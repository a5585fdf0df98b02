/** The Markdown asks for more than we give to one body. `message` is a sentence for its author. */
export class UnrenderableMarkdown extends Error {
  override readonly name = 'UnrenderableMarkdown';
}
