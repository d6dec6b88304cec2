/** What methods are made of, read from their objects. */
import { bertEncoder } from '../encoders/bertEncoder';
import { headName } from '../exits/model';
import { earlyExit, pabee, vanilla } from '../methods';
import { fullModel } from '../methods/stages';
import { equilibrium, scheduled, stopped, straight } from '../routes';
import type { Method, Place } from '../types';

/** An encoder of three blocks of width 1, whose exits show which parameters they have. */
const encoder = bertEncoder({
  ...{ vocab_size: 1, hidden_size: 1, num_hidden_layers: 3, num_attention_heads: 1, intermediate_size: 1 },
  ...{ max_position_embeddings: 1, type_vocab_size: 1, layer_norm_eps: 1e-12, initializer_range: 0.02 },
  ...{ hidden_dropout_prob: 0, attention_probs_dropout_prob: 0, classifier_dropout: 0 },
});

/** The second of three exits. */
const SECOND: Place = { exit: 1, exits: 3, depth: 2, classes: 2, pooler: 'none' };

const lossNames = new Map<unknown, string>([
  [earlyExit.loss, 'sum'],
  [vanilla.loss, 'mean'],
  [pabee.loss, 'later ones weigh more'],
  [fullModel.loss, 'last exit'],
]);

const routeNames = new Map([
  [straight, 'straight'],
  [stopped, 'stopped'],
  [equilibrium, 'equilibrium'],
  [scheduled, 'scheduled'],
]);

/**
 * Rows for `showTable`: for each method its stages with their shares of the steps, the losses of these stages, how
 * gradients travel and are added, the parameters of an exit that is no linear head, and the rule by which examples
 * leave. A loss or a route that has no name here is the method's `own`.
 */
export const methodParts = (methods: readonly Method[]) =>
  methods.map((method) => ({
    method: method.title,
    stages: stagesOf(method),
    loss: lossesOf(method),
    route: routeNames.get(method.route) ?? 'own',
    gradients: method.combine ? 'bent, then added' : 'added',
    'exit has': exitOf(method),
    'leaves by': method.decides.title.split(',')[0],
  }));

function stagesOf({ stages = [] }: Method): string {
  const whole = stages.reduce((sum, { share }) => sum + share, 0);
  const percent = (share: number) => `${Math.round((100 * share) / whole)}%`;
  return stages.length < 2 ? 'one' : stages.map(({ name, share }) => `${name} ${percent(share)}`).join(', ');
}

function lossesOf({ stages, loss }: Method): string {
  const names = (stages ?? [{}]).map((stage) => {
    const own = ('loss' in stage && stage.loss) || loss;
    return lossNames.get(own) ?? 'own';
  });
  return names.filter((name, i) => name !== names[i - 1]).join(', then ');
}

/** `a linear head`, or the names of the parameters that are no weight or bias of a linear head. */
function exitOf({ exit }: Method): string {
  const parts = Object.keys(exit.shapes(SECOND, encoder)).flatMap((name) => {
    const own = name.replace(`${headName(SECOND.exit)}.`, '');
    return own === 'weight' || own === 'bias' ? [] : own.split('.')[0];
  });
  return parts.length === 0 ? 'a linear head' : [...new Set(parts)].join(', ');
}
