/** Random numbers generated on the device. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { DROPOUT_MASK, type DropoutMaskAttributes } from '../../ops/dropout';
import { PHILOX } from '../../ops/philox';
import { type StatelessUniformAttributes, statelessUniformKernel } from '../../ops/statelessUniform';
import { FlatProgram, integers, numbers } from './flatProgram';
import type { Uniforms, WebGpuBackend } from './types';

const word = (value: number): string => `${value}u`;

/** `philoxUniform` as a shader. Each invocation draws four numbers `x`; `value` computes the output from `x`. */
abstract class PhiloxProgram extends FlatProgram {
  readonly variableNames = ['seed'];
  readonly uniforms: string = 'place : i32, count : i32,';
  abstract readonly value: string;

  constructor(shaderKey: string, size: number) {
    super(shaderKey, [size], Math.ceil(size / 4));
  }

  getUserCode(): string {
    const { rounds, multipliers, keySteps, scramblingKey } = PHILOX;
    return `
      fn upperProduct(a : u32, b : u32) -> u32 {
        let inner = (a >> 16u) * (b & 0xffffu) + (((a & 0xffffu) * (b & 0xffffu)) >> 16u);
        let middle = (a & 0xffffu) * (b >> 16u) + (inner & 0xffffu);
        return (a >> 16u) * (b >> 16u) + (inner >> 16u) + (middle >> 16u);
      }
      fn philox(counter : vec4<u32>, startingKey : vec2<u32>) -> vec4<u32> {
        var c = counter;
        var key = startingKey;
        for (var round = 0; round < ${rounds}; round++) {
          let first = vec2<u32>(upperProduct(${word(multipliers[0])}, c.x), ${word(multipliers[0])} * c.x);
          let second = vec2<u32>(upperProduct(${word(multipliers[1])}, c.z), ${word(multipliers[1])} * c.z);
          c = vec4<u32>(second.x ^ c.y ^ key.x, second.y, first.x ^ c.w ^ key.y, first.y);
          key += vec2<u32>(${keySteps.map(word).join(', ')});
        }
        return c;
      }
      fn signWord(x : i32) -> u32 { return select(0u, 0xffffffffu, x < 0); }
      fn main(index : i32) {
        if (4 * index >= uniforms.count) { return; }
        let seeds = vec4<u32>(
          u32(seed[0]), signWord(seed[0]), u32(uniforms.place), signWord(uniforms.place));
        let mixed = philox(seeds, vec2<u32>(${scramblingKey.map(word).join(', ')}));
        let words = philox(vec4<u32>(u32(index), 0u, mixed.z, mixed.w), mixed.xy);
        for (var i = 0; i < 4; i++) {
          let place = 4 * index + i;
          if (place < uniforms.count) {
            let x = bitcast<f32>(0x3f800000u | (words[i] & 0x7fffffu)) - 1.0;
            result[place] = ${this.value};
          }
        }
      }`;
  }
}

class PhiloxUniform extends PhiloxProgram {
  readonly value = 'x';
}

/** 0 for a share `rate` of the numbers, `kept` for the rest. */
class PhiloxMask extends PhiloxProgram {
  override readonly uniforms = 'place : i32, count : i32, rate : f32, kept : f32,';
  readonly value = 'select(0.0, uniforms.kept, x >= uniforms.rate)';
}

function drawn(
  backend: unknown,
  seed: TensorInfo,
  { shape, place }: StatelessUniformAttributes,
  program: (size: number) => PhiloxProgram,
  constants: Uniforms = [],
): TensorInfo {
  const size = tf.util.sizeFromShape([...shape]);
  const uniforms = [...integers(place, size), ...constants];
  const gpu = backend as WebGpuBackend;
  const { dataId } = gpu.runWebGPUProgram(program(size), [seed], 'float32', uniforms);
  return { dataId, shape: [...shape], dtype: 'float32' };
}

/** Uniform numbers. */
export const uniformKernel: KernelConfig = statelessUniformKernel('webgpu', (backend, seed, attributes) =>
  drawn(backend, seed, attributes, (size) => new PhiloxUniform('philoxUniform', size)),
);

/** Masks of dropout. */
export const dropoutMask: KernelConfig = {
  kernelName: DROPOUT_MASK,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const attributes = attrs as unknown as DropoutMaskAttributes;
    const { rate } = attributes;
    const program = (size: number) => new PhiloxMask('philoxMask', size);
    return drawn(backend, inputs.seed as TensorInfo, attributes, program, numbers(rate, 1 / (1 - rate)));
  },
};
