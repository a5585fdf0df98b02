// Creates a preview to share. Its address is shown only here: the API does not return it again.
import { useId, useState } from 'react';
import { invalidateAll } from '../../api/query-client.js';
import { request } from '../../api/request.js';
import { useNewsroom, useTimes } from '../../frame/newsroom.js';
import {
  CreatePreviewDocument,
  type CreatePreviewInput,
  type MadePreviewFragment,
} from '../../generated/operations.js';
import { SelectField } from '../../parts/field.js';
import { CopyButton, ErrorNotice } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';

const LIFETIME_SECONDS = { hour: 3_600, day: 86_400, week: 604_800 } as const;
type Lifetime = keyof typeof LIFETIME_SECONDS;
const LIFETIME_NAMES = ['hour', 'day', 'week'] as const satisfies readonly Lifetime[];

interface NewPreviewProps {
  /** What the preview shows; undefined while the form is incomplete. */
  readonly of: Pick<CreatePreviewInput, 'articleId' | 'revisionId' | 'asOf'> | undefined;
  /** What the preview shows, as text: "revision 7". */
  readonly shows: string;
  /** Called when the form is submitted while `of` is undefined. */
  readonly onIncomplete?: () => void;
}

interface CreatedPreview extends MadePreviewFragment {
  readonly shows: string;
}

export function NewPreview({ of, shows, onIncomplete }: NewPreviewProps) {
  const { hasSitePreview } = useNewsroom();
  const [lifetime, setLifetime] = useState<Lifetime>('day');
  const [made, setMade] = useState<CreatedPreview>();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const words = WORDS.preview;
  const create = async () => {
    if (of === undefined) onIncomplete?.();
    if (of === undefined || isBusy) return;
    setIsBusy(true);
    setError(undefined);
    try {
      const input = { ...of, expiresInSeconds: LIFETIME_SECONDS[lifetime] };
      const { createPreview } = await request(CreatePreviewDocument, { input });
      if (createPreview) setMade({ ...createPreview, shows });
      await invalidateAll();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form
      className="new-preview"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      {!hasSitePreview && <p className="quiet">{words.noSite}</p>}
      <div className="with-button">
        <SelectField
          label={words.worksFor}
          value={lifetime}
          options={LIFETIME_NAMES.map((name) => [name, words.lifetimes[name]] as const)}
          onChange={setLifetime}
        />
        <button className="button" type="submit" aria-disabled={isBusy}>
          {hasSitePreview ? words.create(shows) : words.createToken(shows)}
        </button>
      </div>
      {error !== undefined && <ErrorNotice error={error} heading={words.createFailed} />}
      <div role="status">{made && <MadePreview key={made.preview.id} made={made} />}</div>
    </form>
  );
}

function MadePreview({ made: { url, token, expiresAt, shows } }: { readonly made: CreatedPreview }) {
  const { moment } = useTimes();
  const id = useId();
  const words = WORDS.preview;
  const text = url ?? token;
  return (
    <div className="made-preview">
      <label htmlFor={id}>{url ? words.linkTo(shows) : words.tokenFor(shows)}</label>
      <input id={id} className="input" readOnly value={text} onFocus={(event) => event.target.select()} />
      <p className="dotted quiet">
        <span>
          <CopyButton text={text} label={url ? words.copyLink : words.copyToken} />
        </span>
        {url && (
          <span>
            <a href={url} target="_blank" rel="noreferrer">
              {words.open}
            </a>
          </span>
        )}
        <span>{words.worksUntil(moment(expiresAt))}</span>
      </p>
      <p className="quiet small">{words.shownOnce}</p>
    </div>
  );
}
