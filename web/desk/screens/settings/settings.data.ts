import { queryOf } from '../../api/query-client.js';
import { session } from '../../api/session.js';
import { SettingsScreenDocument } from '../../generated/operations.js';

/** With the API tokens where the viewer may see them. */
export const settingsQuery = () =>
  queryOf('settings', SettingsScreenDocument, { isAdmin: session.viewer?.role === 'ADMIN' });
