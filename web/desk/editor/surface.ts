// The interface of both editors: the rich one, and the plain text area.

export interface Surface {
  replace(markdown: string): void;
  focus(): void;
  select(from: number, to: number): void;
}

export interface SurfaceProps {
  /** The text when it is shown. */
  readonly initial: () => string;
  readonly label: string;
  readonly lang: string | undefined;
  /** @param isOwn whether somebody wrote it here, rather than `replace` */
  readonly onText: (markdown: string, isOwn: boolean) => void;
  readonly onBlur: (() => void) | undefined;
  readonly onSurface: (surface: Surface) => void;
  readonly toolsSlot: HTMLElement | null | undefined;
}
