// The dialog that lists all keys, and switches single keys off.
import { Fragment } from 'react';
import { Dialog } from '../parts/dialog.js';
import { WORDS } from '../words/words.js';
import { KEY_NAMES } from './keys.js';
import { PLACE_KEYS, usePlaces } from './places.js';
import { setPreferences, usePreferences } from './preferences.js';

/** One press, or several one after the other. */
type Line = readonly [presses: readonly string[], what: string];

export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const { singleKeys } = usePreferences();
  const places = usePlaces().flat();
  const { keys } = WORDS;
  const mod = (key: string): readonly string[] => [`${KEY_NAMES.mod}${key}`];
  const groups: readonly (readonly [name: string, lines: readonly Line[]])[] = [
    [
      keys.groups.everywhere,
      [
        [mod('K'), keys.palette],
        [['?'], keys.help],
        [['c'], keys.newArticle],
        [['Esc'], keys.close],
      ],
    ],
    [
      keys.groups.places,
      places.flatMap(({ to, name }): Line[] => {
        const key = PLACE_KEYS[to];
        return key === undefined ? [] : [[['g', key], name]];
      }),
    ],
    [
      keys.groups.lists,
      [
        [['j'], keys.down],
        [['k'], keys.up],
        [['Enter'], keys.open],
        [['x'], keys.select],
      ],
    ],
    [
      keys.groups.article,
      [
        [['a'], WORDS.transitions.APPROVE],
        [['r'], WORDS.transitions.REQUEST_CHANGES],
        [['e'], WORDS.transitions.EDIT],
        [['s'], WORDS.transitions.SUBMIT],
        [[`${KEY_NAMES.shift}p`], WORDS.transitions.PUBLISH],
        [['n'], keys.nextChange],
        [['p'], keys.previousChange],
        [[']'], keys.nextInQueue],
        [['['], keys.previousInQueue],
      ],
    ],
    [
      keys.groups.writing,
      [
        [mod('S'), keys.save],
        [mod('B'), keys.bold],
        [mod('I'), keys.italic],
        [mod('K'), keys.link],
        [['/'], keys.insert],
      ],
    ],
  ];
  return (
    <Dialog heading={keys.heading} onClose={onClose} onSubmit={onClose}>
      <div className="keys-help">
        {groups.map(([name, lines]) => (
          <section key={name} aria-label={name}>
            <h3>{name}</h3>
            <dl>
              {lines.map(([presses, what]) => (
                <div key={what}>
                  <dt>
                    {presses.map((press, index) => (
                      <Fragment key={press}>
                        {index > 0 && ` ${keys.then} `}
                        <kbd>{press}</kbd>
                      </Fragment>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div>
        <label className="choice">
          <input
            type="checkbox"
            checked={singleKeys}
            onChange={(event) => setPreferences({ singleKeys: event.target.checked })}
            aria-describedby="single-keys"
          />{' '}
          {keys.single}
        </label>
        <p className="quiet small" id="single-keys">
          {keys.singleHint}
        </p>
      </div>
    </Dialog>
  );
}
