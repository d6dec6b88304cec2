import { constantExits } from '../analysis';
import { undefinedForConstants } from '../analysis/exitScores';
import { listed } from '../experiments/settingText';
import type { RunRecord } from '../types';
import type { Publication } from './publication';

/** What the numbers of a card do not say, as the items of a list. */
export function limitsOf({ record, config, data, task, others }: Publication): string[] {
  const { exits, maxLength, split } = config;
  const constant = constantExits(record.evaluation);
  const most = counting(constant.length);
  return [
    ...(data.limit ? [data.limit] : []),
    ...(split === 'held-out'
      ? ['The scores are of training examples that were held out, as a search uses them.']
      : []),
    ...(split === undefined
      ? ['The validation examples are no test set: settings may have been chosen by their scores.']
      : []),
    ...(others.whole.length === 0
      ? ['The scores are of one training with one seed. Another seed gives other scores.']
      : []),
    ...(constant.length > 0
      ? [
          `${most} ${listed(constant.map(String))} every example has the same answer${lostText(record.metrics)}.`,
        ]
      : []),
    `Texts are cut after ${maxLength} tokens.`,
    ...(exits.length > 1
      ? [
          'The exits answer; they do not decide when an example leaves. A rule for that, with its threshold, has to be ' +
            'chosen on labelled examples other than those of a report.',
        ]
      : []),
    ...(task.range ? [] : [`The model knows the labels ${listed(task.labels)} and no other.`]),
    '`pipeline` of Transformers does not know the exits.',
  ].map((item) => `- ${item}`);
}

/** A correlation with a constant has no value. */
function lostText(metrics: RunRecord['metrics']): string {
  const lost = undefinedForConstants(Object.keys(metrics));
  return lost.length > 0 ? `; ${listed(lost)} is undefined there and counts as 0` : '';
}

const counting = (count: number): string => (count === 1 ? 'At the exit at depth' : 'At the exits at depths');
