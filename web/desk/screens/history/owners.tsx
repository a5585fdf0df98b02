// The owners: the writers who may see and edit the article. An editor changes them.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { invalidateAll, queryOf } from '../../api/query-client.js';
import { request } from '../../api/request.js';
import { isEditor, useViewer } from '../../frame/use-session.js';
import {
  OwnerCandidatesDocument,
  SetOwnersDocument,
  type HistoryOwnersFragment,
} from '../../generated/operations.js';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { InputField } from '../../parts/field.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { undo } from '../../parts/undo.js';
import { listOf } from '../../words/format.js';
import { WORDS } from '../../words/words.js';

type Owner = HistoryOwnersFragment['owners'][number];

export function Owners({ article }: { readonly article: HistoryOwnersFragment }) {
  const viewer = useViewer();
  const [isOpen, setIsOpen] = useState(false);
  const words = WORDS.history;
  const { owners } = article;
  return (
    <>
      <p>
        {owners.length === 0 ? words.noOwners : words.owners(listOf(owners.map(({ name }) => name)))}{' '}
        {isEditor(viewer) && (
          <button className="link" type="button" onClick={() => setIsOpen(true)}>
            {words.changeOwners}
          </button>
        )}
      </p>
      {isOpen && <OwnersDialog article={article} onClose={() => setIsOpen(false)} />}
    </>
  );
}

const idsOf = (people: readonly Owner[]) => people.map(({ id }) => id);

const setOwners = async (articleId: string, version: number, owners: readonly Owner[]) => {
  const input = { articleId, version, userIds: idsOf(owners) };
  return (await request(SetOwnersDocument, { input })).setOwners?.article;
};

interface OwnersDialogProps {
  readonly article: HistoryOwnersFragment;
  readonly onClose: () => void;
}

function OwnersDialog({ article, onClose }: OwnersDialogProps) {
  const [chosen, setChosen] = useState<readonly Owner[]>(article.owners);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const words = WORDS.history;
  const save = async () => {
    if (isBusy) return;
    setIsBusy(true);
    try {
      const saved = await setOwners(article.id, article.version, chosen);
      await invalidateAll();
      onClose();
      if (saved === undefined || saved.version === article.version) return;
      const restore = () => setOwners(article.id, saved.version, article.owners);
      toast(words.ownersSaved, () => void undo(restore, words.ownersBack));
    } catch (refusal) {
      setError(refusal);
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      heading={words.ownersHeading}
      onClose={onClose}
      onSubmit={() => void save()}
      foot={<DialogActs act={words.saveOwners} isBusy={isBusy} onClose={onClose} />}
    >
      <p className="quiet">{words.ownersExplain}</p>
      <OwnerChoices current={article.owners} chosen={chosen} onChange={setChosen} />
      {error !== undefined && <ErrorNotice error={error} heading={words.ownersFailed} />}
    </Dialog>
  );
}

interface OwnerChoicesProps {
  readonly current: readonly Owner[];
  readonly chosen: readonly Owner[];
  readonly onChange: (chosen: readonly Owner[]) => void;
}

/** Current and chosen owners come first, whatever is searched for. */
function OwnerChoices({ current, chosen, onChange }: OwnerChoicesProps) {
  const [search, setSearch] = useState('');
  const deferredSearch = useDeferredValue(search.trim());
  const { data, error } = useQuery({
    ...queryOf('owner-candidates', OwnerCandidatesDocument, { search: deferredSearch || null }),
    placeholderData: keepPreviousData,
  });
  const words = WORDS.history;
  const listed = [...new Map([...current, ...chosen].map((person) => [person.id, person])).values()];
  const others = data?.people.nodes.filter(({ id }) => !idsOf(listed).includes(id)) ?? [];
  const choice = (person: Owner) => (
    <label className="choice" key={person.id}>
      <input
        type="checkbox"
        checked={idsOf(chosen).includes(person.id)}
        onChange={({ target }) =>
          onChange(target.checked ? [...chosen, person] : chosen.filter(({ id }) => id !== person.id))
        }
      />{' '}
      {person.name}
    </label>
  );
  return (
    <>
      <fieldset>
        <legend className="label">{words.ownersLegend}</legend>
        {listed.length === 0 ? <p className="quiet">{words.noOwners}</p> : listed.map(choice)}
      </fieldset>
      <InputField
        label={words.findPeople}
        type="search"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        // Enter would submit the dialog.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <fieldset>
        <legend className="hidden">{words.found}</legend>
        {others.map(choice)}
        <p className="quiet small" role="status">
          {data && others.length === 0 && words.foundNobody}
          {data?.people.pageInfo.hasNextPage && words.foundMore}
        </p>
      </fieldset>
      {error && <ErrorNotice error={error} />}
    </>
  );
}
