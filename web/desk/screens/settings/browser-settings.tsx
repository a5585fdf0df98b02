// The settings that are stored in this browser.
import { useId } from 'react';
import { setPreferences, usePreferences } from '../../frame/preferences.js';
import { Segments } from '../../parts/field.js';
import { WORDS } from '../../words/words.js';

export function BrowserSettings() {
  const { textSize, plainEditor } = usePreferences();
  const hintId = useId();
  const words = WORDS.settings;
  return (
    <section aria-labelledby="browser">
      <h2 className="section-head" id="browser">
        {words.browser}
      </h2>
      <div className="field">
        <Segments
          label={words.textSize}
          showLabel
          value={textSize}
          options={[
            ['normal', words.textSizes.normal],
            ['large', words.textSizes.large],
            ['larger', words.textSizes.larger],
          ]}
          onChange={(size) => setPreferences({ textSize: size })}
        />
      </div>
      <div className="field">
        <div className="choice">
          <input
            type="checkbox"
            id={`${hintId}-plain`}
            checked={plainEditor}
            aria-describedby={hintId}
            onChange={(event) => setPreferences({ plainEditor: event.target.checked })}
          />
          <label htmlFor={`${hintId}-plain`}>{words.plainEditor}</label>
        </div>
        <p className="hint" id={hintId}>
          {words.plainEditorHint}
        </p>
      </div>
      <p className="quiet after">{words.colours}</p>
    </section>
  );
}
