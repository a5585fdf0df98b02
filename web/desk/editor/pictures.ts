// Shows a picture below the line of its Markdown. Only https addresses are loaded, when they are near the viewport; a picture that
// fails to load is hidden.
import { EditorView, WidgetType } from '@codemirror/view';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** An address that is being typed changes with each key. */
const LOAD_AFTER_MS = 600;
/** The sizes of loaded pictures, so that they do not move the text the next time. */
const sizes = new Map<string, Size>();

export function pictureAddress(address: string): string | undefined {
  const bare = address.replace(/^<|>$/g, '');
  if (!URL.canParse(bare)) return undefined;
  const { protocol, hostname, href } = new URL(bare);
  return protocol === 'https:' && hostname.includes('.') ? href : undefined;
}

export class Picture extends WidgetType {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly address: string) {
    super();
  }

  override eq(other: Picture): boolean {
    return other.address === this.address;
  }

  override toDOM(view: EditorView): HTMLElement {
    const image = document.createElement('img');
    image.className = 'md-picture';
    // The words beside it are in the text.
    image.alt = '';
    image.loading = 'lazy';
    image.decoding = 'async';
    image.referrerPolicy = 'no-referrer';
    image.hidden = true;
    const known = sizes.get(this.address);
    if (known) show(image, known);
    image.addEventListener('load', () => {
      const size = { width: image.naturalWidth, height: image.naturalHeight };
      sizes.set(this.address, size);
      show(image, size);
      view.requestMeasure();
    });
    image.addEventListener('error', () => {
      sizes.delete(this.address);
      image.hidden = true;
      view.requestMeasure();
    });
    this.timer = setTimeout(() => load(image, this.address), known ? 0 : LOAD_AFTER_MS);
    return image;
  }

  override destroy(): void {
    clearTimeout(this.timer);
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

function show(image: HTMLImageElement, { width, height }: Size): void {
  image.width = width;
  image.height = height;
  image.hidden = false;
}

function load(image: HTMLImageElement, address: string): void {
  // Lazy loading never loads a hidden picture. This one has no height until it is loaded.
  image.hidden = false;
  image.src = address;
}
