import { atTemperature, type LogitSignal } from './formula';

/**
 * The energy without normalisation, E = -T ln Σ_c exp(f_c / T) (COSEE Eq. 10). It is unbounded, and its scale differs
 * between exits.
 */
export const plainEnergySignal: LogitSignal = {
  name: 'energy before normalisation',
  paper: 'COSEE (He et al. 2025), Eq. 10, after Akbari et al. 2022',
  exitsWhen: 'score < threshold',
  range: () => [-Infinity, Infinity],
  formula: ({ max, spread }, { add, times }, { temperature }) =>
    times(add(max, times(spread, temperature)), -1),
};

/** The normalised energy at any temperature; see `energy`. */
export const energySignal: LogitSignal = {
  ...plainEnergySignal,
  name: 'energy',
  paper: 'COSEE (He et al. 2025), Eq. 10 and 11, after Akbari et al. 2022',
  range: () => [0, 1],
  formula: (f, arithmetic, constants) =>
    arithmetic.sigmoid(plainEnergySignal.formula(f, arithmetic, constants)),
};

/**
 * Leave when the normalised energy is below the threshold: E = -T ln Σ_c exp(f_c / T), E_norm = 1 / (1 + exp(-E)), in
 * (0, 1) (COSEE Eq. 10 and 11, with T = 1). A low energy means an easy example. Logits of zero give 1 / (1 + C), so
 * most useful thresholds are below this value. Unlike entropy and softmax score, the energy changes if a constant is
 * added to all logits of an exit.
 */
export const energy = atTemperature(energySignal, 1);

/** The energy without normalisation, for COSEE's Fig. 3. */
export const plainEnergy = atTemperature(plainEnergySignal, 1);
