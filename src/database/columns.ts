// The columns that raw SQL selects to return rows of a model, in one place for each model. The type of each list is the
// model's, so a column that is forgotten does not compile; a test selects each from the database. A revision's are with the
// articles, since they follow from the list of article fields.
import { join, raw, type Sql } from 'sql-template-tag';
import type {
  Article,
  Author,
  Autosave,
  DeliveryPreview,
  Event,
  Presence,
  Publication,
  Tag,
  User,
} from './generated/prisma/client.js';

/** By the field that Prisma's model has for it. */
export type Columns<Model> = Readonly<Record<keyof Model, string>>;

export const ARTICLE_COLUMNS: Columns<Article> = {
  id: 'id',
  version: 'version',
  reviewState: 'review_state::text',
  stateSince: 'state_since',
  workingNumber: 'working_number',
  createdById: 'created_by_id',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

export const EVENT_COLUMNS: Columns<Event> = {
  id: 'id',
  seq: 'seq',
  articleId: 'article_id',
  name: 'name',
  fromState: 'from_state::text',
  toState: 'to_state::text',
  revisionId: 'revision_id',
  byId: 'by_id',
  note: 'note',
  override: 'override',
  at: 'at',
  liveFrom: 'live_from',
  liveUntil: 'live_until',
  ownersAdded: 'owners_added',
  ownersRemoved: 'owners_removed',
};

export const PUBLICATION_COLUMNS: Columns<Publication> = {
  id: 'id',
  articleId: 'article_id',
  revisionId: 'revision_id',
  liveFrom: 'live_from',
  liveUntil: 'live_until',
  ownUntil: 'own_until',
  publishedAt: 'published_at',
  createdById: 'created_by_id',
  createdAt: 'created_at',
  goLiveRecorded: 'go_live_recorded',
  expireRecorded: 'expire_recorded',
};

export const TAG_COLUMNS: Columns<Tag> = {
  id: 'id',
  slug: 'slug',
  name: 'name',
  description: 'description',
  mergedIntoId: 'merged_into_id',
  deletedAt: 'deleted_at',
};

export const AUTHOR_COLUMNS: Columns<Author> = {
  id: 'id',
  slug: 'slug',
  name: 'name',
  bio: 'bio',
  userId: 'user_id',
  mergedIntoId: 'merged_into_id',
  deletedAt: 'deleted_at',
};

export const AUTOSAVE_COLUMNS: Columns<Autosave> = {
  userId: 'user_id',
  articleId: 'article_id',
  baseRevisionId: 'base_revision_id',
  savedAt: 'saved_at',
  content: 'content',
};

export const PRESENCE_COLUMNS: Columns<Presence> = {
  articleId: 'article_id',
  userId: 'user_id',
  since: 'since',
  saidAt: 'said_at',
};

/** A user as the API shows one: without the password's hash. */
export const USER_COLUMNS: Columns<Omit<User, 'passwordHash' | 'createdAt'>> = {
  id: 'id',
  email: 'email',
  name: 'name',
  role: 'role::text',
  active: 'active',
};

/** A preview as the desk shows one: by the id that does not open it. */
export interface Preview extends Pick<
  DeliveryPreview,
  'createdAt' | 'expiresAt' | 'asOf' | 'articleId' | 'revisionId'
> {
  readonly id: string;
  readonly byId: string;
}

export const PREVIEW_COLUMNS: Columns<Preview> = {
  id: 'desk_id',
  byId: 'by_id',
  createdAt: 'created_at',
  expiresAt: 'expires_at',
  asOf: 'as_of',
  articleId: 'article_id',
  revisionId: 'revision_id',
};

/** For SELECT: the columns of the table `alias`, each under its field's name. */
export const columnsOf = (alias: string, columns: Readonly<Record<string, string>>): Sql =>
  join(Object.entries(columns).map(([field, column]) => raw(`${alias}.${column} AS "${field}"`)));
