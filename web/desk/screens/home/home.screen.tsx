import { usePageTitle } from '../../frame/page-title.js';
import { isEditor, useViewer } from '../../frame/use-session.js';
import { WORDS } from '../../words/words.js';
import { HomeEditor } from './home-editor.js';
import { HomeWriter } from './home-writer.js';

export function HomeScreen() {
  const viewer = useViewer();
  usePageTitle(WORDS.frame.home);
  return isEditor(viewer) ? <HomeEditor /> : <HomeWriter />;
}
