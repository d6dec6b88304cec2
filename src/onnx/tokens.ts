/** The tokens of a batch, from the three inputs that Transformers has. */
import type { Tokens } from '../types';
import type { OnnxBuilder } from './builder';
import { onnxTypes } from './messages';
import type { Source } from './translate';

const padded = ['batch', 'length'] as const;

/** Values that are made once, when they are first needed. */
function once(make: () => string): Source {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The tokens of a segment, and its hidden states between padded [B, T, H] and a row for each token [N, H]. */
export interface OnnxTokens {
  readonly sources: { readonly [name in keyof Tokens]: Source };
  /** The input `name` [B, T, H] without padding: [N, H]. */
  entering(name: string, width: number): string;
  /** Hidden states [N, H] at their places, with zeros at padding: [B, T, H]. */
  spread(hidden: string, width: number): string;
}

/**
 * Computes what the lab computes from the mask of a batch (src/encoders/tokens.ts). The inputs are `input_ids`,
 * `token_type_ids` and `attention_mask`, int64 [B, T]. A graph declares those that it reads.
 */
export function onnxTokens(graph: OnnxBuilder): OnnxTokens {
  const given = (name: string) => graph.input({ name, type: 'int64', shape: padded });
  const flat = (x: string) => graph.emit('Reshape', [x, graph.integers([-1])]);
  const mask = once(() => given('attention_mask'));
  const size = once(() => graph.emit('Shape', [mask()]));
  const isToken = once(() => flat(mask()));
  const places = once(() => flat(graph.emit('NonZero', [isToken()])));
  const picked = (name: string) => once(() => graph.emit('Gather', [flat(given(name)), places()]));
  const tokens = once(() => {
    const counted = graph.emit('CumSum', [isToken(), graph.integers(0)]);
    const padding = graph.emit('Shape', [places()]);
    const real = graph.emit('Cast', [isToken()], { to: onnxTypes.bool });
    return graph.emit('Where', [real, graph.emit('Sub', [counted, graph.integers([1])]), padding]);
  });
  const length = once(() => graph.emit('Gather', [size(), graph.integers([1])]));
  return {
    sources: {
      ...{ places, tokens, ids: picked('input_ids'), typeIds: picked('token_type_ids') },
      positions: once(() => graph.emit('Mod', [places(), length()])),
      mask: once(() => graph.emit('Cast', [mask()], { to: onnxTypes.float32 })),
    },
    entering(name, width) {
      const hidden = graph.input({ name, type: 'float32', shape: [...padded, width] });
      const rows = graph.emit('Reshape', [hidden, graph.integers([-1, width])]);
      return graph.emit('Gather', [rows, places()]);
    },
    spread(hidden, width) {
      const below = graph.emit('Pad', [hidden, graph.integers([0, 0, 1, 0])]);
      const rows = graph.emit('Gather', [below, tokens()]);
      const shape = graph.emit('Concat', [size(), graph.integers([width])], { axis: 0 });
      return graph.emit('Reshape', [rows, shape]);
    },
  };
}
