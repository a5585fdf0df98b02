import { Link } from '@tanstack/react-router';
import { useTimes } from '../../frame/newsroom.js';
import { cityOf, longDateOf, timeOf } from '../../words/format.js';
import { WORDS } from '../../words/words.js';

/** The newsroom's date and time, and the viewer's time where it differs. */
export function HomeHead() {
  const { now, zone, city, viewersZone } = useTimes();
  const { frame } = WORDS;
  return (
    <div className="page-head">
      <h1>{frame.home}</h1>
      <p>
        {longDateOf(now, zone)}, {timeOf(now, zone)} {frame.inZone(city)}
        {viewersZone !== undefined && ` · ${frame.forYouIn(timeOf(now, viewersZone), cityOf(viewersZone))}`}
      </p>
      <Link className="button main" to="/articles/new">
        {frame.newArticle}
      </Link>
    </div>
  );
}
