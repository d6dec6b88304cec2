import type { OpenAnsweringModel } from '../answering/openAnsweringModel';
import type { ExitPolicy } from '../types';
import type { Limits } from './routes';

/** What GET / tells. */
export interface Described {
  readonly model: Pick<OpenAnsweringModel, 'model' | 'labels' | 'maxLength' | 'pair' | 'about'>;
  readonly policy: ExitPolicy;
  readonly threshold: number;
  readonly batch: number;
  readonly limits: Limits;
}

/** What model answers, by what policy, and how to ask it. */
export function descriptionOf({ model, policy, threshold, batch, limits }: Described): object {
  const { about } = model;
  const { depths, encoders } = model.model;
  const text = model.pair ? ['the first text', 'the second text'] : 'a text';
  return {
    service: 'answers of a text encoder with early exits',
    model: {
      ...{ run: about.run, method: about.method, task: about.task },
      ...{ labels: model.labels, pair: model.pair, tokens: model.maxLength, exits: depths, encoders },
    },
    policy: { name: policy.name, leaves: policy.signal.exitsWhen, threshold },
    limits: { batch, queue: limits.queue, wait: limits.wait, body: limits.body },
    ask: {
      'POST /answer': [{ text }, { texts: [text, text] }],
      'GET /health': 'whether the service takes requests',
      'GET /metrics': 'counts and times in the text form of Prometheus',
    },
  };
}
