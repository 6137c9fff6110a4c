import { DeadlineClock, WaitingClock } from '../deadline-clock.tsx';
import { Grid, Panel } from '../layout.tsx';
import { allStatuses, Count, RegulationTag, StatusTag } from '../status-tag.tsx';
import { at, Specimen } from './specimen.tsx';

export function StatusSpecimens() {
  return (
    <>
      <Specimen id="tags" title="Status tags">
        <ul class="v-row">
          {allStatuses.map((status) => (
            <li key={status}>
              <StatusTag status={status} />
            </li>
          ))}
          <li>
            <RegulationTag>NIS2</RegulationTag>
          </li>
          <li>
            <Count value={1214} />
          </li>
        </ul>
      </Specimen>
      <Specimen id="clocks" title="Deadline clocks">
        <Grid>
          <Panel tight>
            <DeadlineClock
              due={at('2026-03-20T16:00:00Z')}
              start={at('2026-02-20T16:00:00Z')}
              size="medium"
              explanation="One calendar month after the notification, Friday 20 February 2026, 17:00 (Europe/Luxembourg). NIS2, Article 23(4)(d)."
            />
          </Panel>
          <Panel tight>
            <DeadlineClock due={at('2026-03-05T01:40:00Z')} start={at('2026-03-02T01:40:00Z')} size="medium" />
          </Panel>
          <Panel tight>
            <DeadlineClock due={at('2026-03-02T16:00:00Z')} start={at('2026-02-02T16:00:00Z')} size="medium" />
          </Panel>
          <Panel tight>
            <DeadlineClock
              due={at('2026-03-03T01:40:00Z')}
              start={at('2026-03-02T01:40:00Z')}
              metAt={at('2026-03-02T08:12:00Z')}
              size="medium"
            />
          </Panel>
          <Panel tight>
            <DeadlineClock
              due={at('2026-03-03T01:40:00Z')}
              start={at('2026-03-02T01:40:00Z')}
              metAt={at('2026-03-03T05:00:00Z')}
              size="medium"
            />
          </Panel>
          <Panel tight>
            <WaitingClock reason="One calendar month after you send the incident notification." size="medium" />
          </Panel>
        </Grid>
        <div class="v-row">
          <DeadlineClock due={at('2026-03-13T16:30:00Z')} start={at('2026-03-01T16:30:00Z')} compact />
          <DeadlineClock due={at('2026-03-04T07:50:00Z')} start={at('2026-03-03T07:50:00Z')} compact />
        </div>
        <DeadlineClock due={at('2026-03-05T01:40:00Z')} start={at('2026-03-02T01:40:00Z')} size="large" />
      </Specimen>
    </>
  );
}
