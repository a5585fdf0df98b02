/** Thrown where a body exceeds the limits of rendering. `message` is shown to its author. */
export class UnrenderableMarkdown extends Error {
  override readonly name = 'UnrenderableMarkdown';
}
