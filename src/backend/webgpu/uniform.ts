import type { KernelConfig } from '@tensorflow/tfjs-core';
import { PHILOX } from '../../ops/philox';
import { statelessUniformKernel } from '../../ops/statelessUniform';
import { FlatProgram } from './flatProgram';
import type { WebGpuBackend } from './types';

const word = (value: number): string => `${value}u`;

/** `philoxUniform` as a shader: four numbers an invocation. */
class PhiloxUniform extends FlatProgram {
  readonly variableNames = ['seed'];
  readonly uniforms = 'place : i32, count : i32,';

  constructor(size: number) {
    super('philoxUniform', [size], Math.ceil(size / 4));
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
            result[place] = bitcast<f32>(0x3f800000u | (words[i] & 0x7fffffu)) - 1.0;
          }
        }
      }`;
  }
}

/** Uniform numbers drawn on the device. */
export const uniformKernel: KernelConfig = statelessUniformKernel(
  'webgpu',
  (backend, seed, { shape, place }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const uniforms = [place, size].map((value) => ({ type: 'int32' as const, data: [value] }));
    const gpu = backend as WebGpuBackend;
    const { dataId } = gpu.runWebGPUProgram(new PhiloxUniform(size), [seed], 'float32', uniforms);
    return { dataId, shape: [...shape], dtype: 'float32' };
  },
);
