// The palette's options, in groups.
import { Title } from '../parts/text.js';
import { ReviewStateMark } from '../parts/state.js';
import { number } from '../words/format.js';
import { WORDS } from '../words/words.js';
import { highlightOf, keyOf, type PaletteGroup, type PaletteOption } from './palette-options.js';
import { PLACE_KEYS } from './places.js';

interface PaletteGroupsProps {
  readonly id: string;
  readonly groups: readonly PaletteGroup[];
  readonly typed: string;
  /** The index of the chosen option among all. */
  readonly chosen: number;
  readonly optionId: (index: number) => string;
  readonly onChoose: (option: PaletteOption) => void;
}

export function PaletteGroups({ id, groups, typed, chosen, optionId, onChoose }: PaletteGroupsProps) {
  let index = -1;
  return (
    <div className="found" id={id} role="listbox" aria-label={WORDS.palette.found}>
      {groups.map(({ name, options }, group) => (
        <div key={name} role="group" aria-labelledby={`${id}-group-${group}`}>
          <p id={`${id}-group-${group}`}>{name}</p>
          {options.map((option) => {
            index += 1;
            return (
              <div
                key={keyOf(option)}
                id={optionId(index)}
                role="option"
                aria-selected={index === chosen}
                // The text keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(option)}
              >
                <OptionText option={option} typed={typed} />
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function OptionText({ option, typed }: { readonly option: PaletteOption; readonly typed: string }) {
  const { palette, transitions, frame } = WORDS;
  switch (option.is) {
    case 'transition': {
      const { name, allowed, blockedBy } = option.option;
      return (
        <>
          <span>
            {name === 'APPROVE'
              ? palette.act(transitions[name], option.article.working.number)
              : transitions[name]}
            {allowed && name !== 'EDIT' && '…'}
          </span>
          {!allowed && (
            <span className="quiet small">
              {blockedBy[0]?.message} {palette.saysMore}
            </span>
          )}
        </>
      );
    }
    case 'article':
      return (
        <>
          <Title text={option.article.working.title} as="span">
            <Highlighted title={option.article.working.title} typed={typed} />
          </Title>{' '}
          <ReviewStateMark state={option.article.reviewState} />
        </>
      );
    case 'place':
      return (
        <>
          <span>
            {option.place.name}{' '}
            {option.place.count ? <span className="quiet num">{number(option.place.count)}</span> : null}
          </span>
          <PlaceKeys after="g" keyName={PLACE_KEYS[option.place.to]} />
        </>
      );
    case 'new-article':
      return (
        <>
          <span>{frame.newArticle}</span> <PlaceKeys keyName="c" />
        </>
      );
    case 'keys':
      return (
        <>
          <span>{palette.allKeys}</span> <PlaceKeys keyName="?" />
        </>
      );
  }
}

/** Hidden from screen readers: in the palette these keys would be typed into its text field. */
const PlaceKeys = ({ after, keyName }: { readonly after?: string; readonly keyName: string | undefined }) =>
  keyName === undefined ? null : (
    <span aria-hidden="true">
      {after && (
        <>
          <kbd>{after}</kbd>{' '}
        </>
      )}
      <kbd>{keyName}</kbd>
    </span>
  );

function Highlighted({ title, typed }: { readonly title: string; readonly typed: string }) {
  const found = highlightOf(title, typed);
  if (found === undefined) return title;
  const [from, to] = found;
  return (
    <>
      {title.slice(0, from)}
      <b>{title.slice(from, to)}</b>
      {title.slice(to)}
    </>
  );
}

export const PaletteFoot = () => (
  <p className="palette-foot wide-only">
    <kbd>↑</kbd> <kbd>↓</kbd> {WORDS.palette.choose} · <kbd>Enter</kbd> {WORDS.palette.go} · <kbd>Esc</kbd>{' '}
    {WORDS.palette.close}
  </p>
);
