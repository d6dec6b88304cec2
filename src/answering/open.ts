import { tensorflow } from '../ops/tensorflow';
import type { AnsweringModel } from '../runs/textModel';
import { CapturedRunner } from './captured';
import { checkCaptured } from './checkCaptured';
import { checkedOptions } from './checks';
import { deciderOf } from './decider';
import { eagerRunner } from './eager';
import { Engine } from './engine';
import { questionOf } from './question';
import { readText } from './readText';
import type { SegmentRunner } from './segmentRunner';
import type { AnswerOptions, Answers } from './types';

/** Padding to the longest text of a batch: a graph serves every length. */
const MULTIPLE = 1;

/**
 * Opens a model for answers. It runs block after block, and an example leaves at the first exit where the score of the
 * policy meets the threshold, so that its later blocks are never run. A batch is refilled from the examples that wait,
 * so that it stays full. On TensorFlow the blocks up to an exit are one captured graph for every batch size; on other
 * backends the same function runs op by op. It keeps what it needs, so the model may be closed. Throws LabError for a
 * policy that cannot decide as it goes, or for a threshold out of its range.
 */
export async function openAnswers(model: AnsweringModel, options: AnswerOptions): Promise<Answers> {
  const checked = checkedOptions(model.model, options);
  return answersFrom(model, await openRunner(model), checked);
}

/** The segments of a model: captured on TensorFlow, op by op on other backends. */
export async function openRunner({
  model,
  parameters,
}: Pick<AnsweringModel, 'model' | 'parameters'>): Promise<SegmentRunner> {
  const backend = tensorflow();
  if (!backend) return eagerRunner(model, parameters);
  const runner = new CapturedRunner(backend, model, parameters);
  try {
    await checkCaptured(runner, model, parameters);
    return runner;
  } catch (error) {
    runner.close();
    throw error;
  }
}

/** Answers from segments that are open. `close` closes them. */
export function answersFrom(
  model: AnsweringModel,
  runner: SegmentRunner,
  { policy, threshold, batch }: Required<AnswerOptions>,
): Answers {
  const { tokenizer, labels } = model;
  const engine = new Engine({
    ...{ model: model.model, labels, runner, batch, decide: deciderOf({ policy, threshold }) },
    padding: { padId: tokenizer.padId, multiple: MULTIPLE, limit: model.model.encoder.positions },
  });
  return {
    ask: (text) =>
      new Promise((resolve, reject) => engine.add(questionOf(readText(model, text), resolve, reject))),
    get waiting() {
      return engine.waiting;
    },
    work: engine.work,
    close: () => engine.close(),
  };
}
