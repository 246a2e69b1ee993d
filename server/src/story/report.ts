import type { StepResult, StoryResult } from './run-story.ts';

/** The result for people: a line for each step; what was expected and seen at the one that failed. */
export function describeStory(result: StoryResult, fileName: string): string {
  const { story, steps, passed, seconds } = result;
  const count = (outcome: string): number => steps.filter((step) => step.outcome === outcome).length;
  const end = passed
    ? `passed: ${steps.length} steps in ${seconds.toFixed(1)} s`
    : `FAILED: ${count('passed')} of ${steps.length} steps passed, ${count('skipped')} were not played`;
  return [story.name, ...steps.map((step) => describeStep(step, fileName)), end].join('\n');
}

/** The result for CI, in the form of JUnit: each step is a test case. */
export function toJUnit(result: StoryResult, fileName: string): string {
  const { story, steps, seconds } = result;
  const count = (outcome: string): number => steps.filter((step) => step.outcome === outcome).length;
  const counts = `tests="${steps.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`;
  const cases = steps.map((step) => toCase(step, story.name, fileName));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escapeXml(story.name)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const marks = { passed: 'ok', failed: 'FAILED', skipped: '-' } as const;

function describeStep({ step, outcome, mismatch }: StepResult, fileName: string): string {
  const line = `  ${marks[outcome].padEnd(6)} ${String(step.number).padStart(3)}  ${step.source}`;
  if (!mismatch) return line;
  const note = step.aside.note === undefined ? [] : [`              note      ${step.aside.note}`];
  return [
    line,
    `              at        ${fileName}:${step.line}`,
    ...note,
    `              expected  ${mismatch.expected}`,
    `              seen      ${mismatch.seen}`,
  ].join('\n');
}

function toCase({ step, outcome, seconds, mismatch }: StepResult, storyName: string, fileName: string): string {
  const name = `step ${step.number}: ${step.source}`;
  const head = `    <testcase classname="${escapeXml(storyName)}" name="${escapeXml(name)}" file="${escapeXml(fileName)}" line="${step.line}" time="${seconds.toFixed(3)}"`;
  if (outcome === 'passed') return `${head}/>`;
  if (outcome === 'skipped') return `${head}><skipped/></testcase>`;
  const said = `expected ${mismatch?.expected}; seen ${mismatch?.seen}`;
  return `${head}><failure message="${escapeXml(said)}">${escapeXml(`${fileName}:${step.line}: ${said}`)}</failure></testcase>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

// Control characters have no place in XML, not even as entities.
function escapeXml(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');
}
