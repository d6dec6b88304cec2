import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { deviceTokens } from '../encoders/tokens';
import { bindParts, type MultiExit, runSegment } from '../exits';
import { mapValues } from '../named';
import { noDropout } from '../ops/dropout';
import { straight } from '../routes';
import type { ExitOutput, Parameters } from '../types';
import { readsEarlier } from './readsEarlier';
import type { SegmentInputs, SegmentRunner } from './segmentRunner';
import { exitOutput, isRead, namedOutputs, onDevice, type Step, stepsOf } from './segments';

/** Runs segments op by op, on any backend. It keeps the parameters, so the model may be closed. */
export function eagerRunner(model: MultiExit, parameters: Parameters<Tensor>): SegmentRunner {
  const steps = stepsOf(model);
  const own = mapValues(parameters, (x) => tf.clone(x));
  const carries = readsEarlier(model, own);
  return {
    readsEarlier: carries,
    async run(s, inputs) {
      const { hidden, told } = tf.tidy(() => {
        const end = eagerSegment(model, steps[s], own, inputs);
        const named = Object.entries(namedOutputs(end.output));
        return {
          told: Object.fromEntries(named.filter(([name]) => carries || isRead(name))),
          ...(!steps[s].isLastOfEncoder && { hidden: end.hidden }),
        };
      });
      const outputs: Record<string, Float32Array> = {};
      for (const [name, x] of Object.entries(told)) outputs[name] = await x.data<'float32'>();
      tf.dispose(told);
      return { outputs, hidden };
    },
    close: () => tf.dispose(Object.values(own)),
  };
}

/** The end of a segment, op by op. Call it inside tf.tidy. */
export function eagerSegment(
  model: MultiExit,
  step: Step,
  parameters: Parameters<Tensor>,
  { tokens, entering, earlier }: SegmentInputs,
): { readonly hidden: Tensor2D; readonly output: ExitOutput } {
  const parts = bindParts(model, [deviceTokens(tokens)]);
  const outputs = earlier.map((host, i) =>
    exitOutput(model.depths[step.earlier[i]], onDevice(model, host, tokens.size)),
  );
  const start = { ...(entering && { entering: [entering] }), earlier: outputs };
  const { hidden, output } = runSegment(model, straight, step, parameters, parts, noDropout(1), start);
  return { hidden: hidden[0], output };
}
