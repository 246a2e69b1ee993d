import { qualityOf, stateOf } from './template-words.ts';

/** The state of a template in a word, with a mark whose colour says how good it is. */
export function StateMark({ status }: { status: string }) {
  const { label, tone } = stateOf(status);
  return (
    <span className="state-mark" data-tone={tone}>
      {label}
    </span>
  );
}

export function QualityMark({ quality }: { quality: string }) {
  const { label, help } = qualityOf(quality);
  const tone = { GREEN: 'good', YELLOW: 'wait', RED: 'bad' }[quality] ?? 'quiet';
  return (
    <span className="state-mark" data-tone={tone} title={help}>
      {label}
    </span>
  );
}
