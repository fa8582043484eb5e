import { ellipticE, ellipticK } from '../../../algorithms/special-functions/elliptic-integrals.ts'
import { erf, erfc, erfcx, erfInverse } from '../../../algorithms/special-functions/error-function.ts'
import { exponentialIntegral } from '../../../algorithms/special-functions/exponential-integral.ts'
import {
  beta,
  doubleFactorial,
  gamma,
  lnGamma,
  polyGamma,
} from '../../../algorithms/special-functions/gamma-function.ts'
import {
  gammaRegularizedP,
  gammaRegularizedPInverse,
  gammaRegularizedQ,
  gammaRegularizedQInverse,
} from '../../../algorithms/special-functions/incomplete-gamma.ts'
import { roundingFunctions } from './rounding-functions.ts'
import { trigonometricFunctions } from './trigonometric-functions.ts'

/** A function of one number, or of a number and the second argument. NaN where it has no value. */
export type MathFunction =
  | { readonly arguments: 1; readonly of: (x: number) => number; readonly gives?: 'Boolean' }
  | { readonly arguments: 2; readonly of: (x: number, second: number) => number; readonly gives?: 'Boolean' }

export const unary = (of: (x: number) => number) => ({ arguments: 1, of }) as const
export const binary = (of: (x: number, second: number) => number) => ({ arguments: 2, of }) as const
const comparison = (of: (x: number, second: number) => boolean) =>
  ({ arguments: 2, of: (x: number, second: number) => Number(of(x, second)), gives: 'Boolean' }) as const

/** By category and name, as the studio has them. @see https://learn.microsoft.com/azure/machine-learning/component-reference/apply-math-operation */
export const mathFunctions = {
  basic: {
    Abs: unary(Math.abs),
    Atan2: binary(Math.atan2),
    /** Of real numbers, itself. */
    Conj: unary((x) => x),
    CubeRoot: unary(Math.cbrt),
    DoubleFactorial: unary(doubleFactorial),
    Eps: unary(spacingAt),
    Exp: unary(Math.exp),
    Exp2: binary((x, second) => second * 2 ** x),
    ExpMinus1: unary(Math.expm1),
    Factorial: unary((x) => gamma(x + 1)),
    Hypotenuse: binary(Math.hypot),
    Ln: unary(Math.log),
    LnPlus1: unary(Math.log1p),
    Log: binary((x, second) =>
      second === 2 ? Math.log2(x) : second === 10 ? Math.log10(x) : Math.log(x) / Math.log(second),
    ),
    Log10: unary(Math.log10),
    Log2: unary(Math.log2),
    NthRoot: binary(nthRoot),
    Pow: binary((x, second) => x ** second),
    Sqrt: unary(Math.sqrt),
    SqrtPi: unary((x) => Math.sqrt(x * Math.PI)),
    Square: unary((x) => x * x),
  },
  compare: {
    EqualTo: comparison((x, second) => x === second),
    GreaterThan: comparison((x, second) => x > second),
    GreaterThanOrEqualTo: comparison((x, second) => x >= second),
    LessThan: comparison((x, second) => x < second),
    LessThanOrEqualTo: comparison((x, second) => x <= second),
    NotEqualTo: comparison((x, second) => x !== second),
    PairMax: binary(Math.max),
    PairMin: binary(Math.min),
  },
  operations: {
    Add: binary((x, second) => x + second),
    Divide: binary((x, second) => x / second),
    Multiply: binary((x, second) => x * second),
    Subtract: binary((x, second) => x - second),
  },
  rounding: roundingFunctions,
  special: {
    Beta: binary(beta),
    EllipticIntegralE: unary(ellipticE),
    EllipticIntegralK: unary(ellipticK),
    Erf: unary(erf),
    Erfc: unary(erfc),
    ErfScaled: unary(erfcx),
    ErfInverse: unary(erfInverse),
    ExponentialIntegralEin: unary(exponentialIntegral),
    Gamma: unary(gamma),
    GammaLn: unary(lnGamma),
    GammaRegularizedP: binary(gammaRegularizedP),
    GammaRegularizedPInverse: binary(gammaRegularizedPInverse),
    GammaRegularizedQ: binary(gammaRegularizedQ),
    GammaRegularizedQInverse: binary(gammaRegularizedQInverse),
    PolyGamma: binary((x, second) => polyGamma(second, x)),
  },
  trigonometric: trigonometricFunctions,
} as const satisfies Readonly<Record<string, Readonly<Record<string, MathFunction>>>>

export type MathCategory = keyof typeof mathFunctions

/** The gap between a number's magnitude and the next larger number. */
function spacingAt(x: number): number {
  const magnitude = Math.abs(x)
  if (!Number.isFinite(magnitude)) return Number.NaN
  if (magnitude < 2 ** -1022) return Number.MIN_VALUE
  const [bits = 0n] = new BigInt64Array(new Float64Array([magnitude]).buffer)
  return 2 ** Number((bits >> 52n) - 1075n)
}

function nthRoot(x: number, n: number): number {
  if (x < 0 && Number.isInteger(n) && Math.abs(n % 2) === 1) return -((-x) ** (1 / n))
  return n === 3 ? Math.cbrt(x) : x ** (1 / n)
}
