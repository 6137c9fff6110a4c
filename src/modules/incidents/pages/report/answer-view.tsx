import { useUi } from '#platform/ui/page-context.ts';
import type { AnswerValue } from '../../domain/answer-value.ts';
import type { Question } from '../../domain/definition.ts';
import { type AnswerText, describeAnswer } from '../../views/answer-text.ts';

/** An answer to read. Nothing given is said by the component around it. */
export function AnswerView({ question, value }: { question: Question; value: AnswerValue | undefined }) {
  const text = describeAnswer(question, value, useUi());
  return text.lines.length === 0 && !text.details ? null : <Lines text={text} />;
}

function Lines({ text }: { text: AnswerText }) {
  if (text.rows) return <Rows rows={text.rows} />;
  const { lines, details } = text;
  return (
    <div class="v-stack v-stack--1">
      {lines.length > 1 ? (
        <ul class="u-list">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        lines.map((line) => <Paragraphs key={line} text={line} />)
      )}
      {details && <Paragraphs text={details} />}
    </div>
  );
}

/** Line breaks that a person typed are kept. */
function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line, at) => (
        <p key={`${at}`}>{line}</p>
      ))}
    </>
  );
}

function Rows({ rows }: { rows: NonNullable<AnswerText['rows']> }) {
  return (
    <ol class="v-stack v-stack--1">
      {rows.map((row, at) => (
        <li key={`${at}`}>
          <dl class="v-summary v-summary--small v-summary--two">
            {row.map(({ label, text }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <Lines text={text} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  );
}
