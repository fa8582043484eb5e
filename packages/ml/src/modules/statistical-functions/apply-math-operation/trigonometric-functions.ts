const unary = (of: (x: number) => number) => ({ arguments: 1, of }) as const
const degrees = (radians: number) => (radians * 180) / Math.PI

/** Sine of degrees: exact at the multiples of 90, where that of radians would miss 0 or 1 by a rounding. */
function sinDegrees(x: number): number {
  const turn = x % 360
  if (turn % 90 === 0) return [0, 1, 0, -1][(((turn / 90) % 4) + 4) % 4] as number
  return Math.sin((turn * Math.PI) / 180)
}
const cosDegrees = (x: number) => (x % 90 === 0 ? sinDegrees((x % 360) + 90) : Math.cos(((x % 360) * Math.PI) / 180))
const tanDegrees = (x: number) => (x % 90 === 0 ? sinDegrees(x) / cosDegrees(x) : Math.tan(((x % 360) * Math.PI) / 180))

export const trigonometricFunctions = {
  Acos: unary(Math.acos),
  AcosDegrees: unary((x) => degrees(Math.acos(x))),
  Acosh: unary(Math.acosh),
  Acot: unary((x) => Math.atan(1 / x)),
  AcotDegrees: unary((x) => degrees(Math.atan(1 / x))),
  Acoth: unary((x) => Math.atanh(1 / x)),
  Acsc: unary((x) => Math.asin(1 / x)),
  AcscDegrees: unary((x) => degrees(Math.asin(1 / x))),
  Asec: unary((x) => Math.acos(1 / x)),
  AsecDegrees: unary((x) => degrees(Math.acos(1 / x))),
  Asech: unary((x) => Math.acosh(1 / x)),
  Asin: unary(Math.asin),
  AsinDegrees: unary((x) => degrees(Math.asin(x))),
  Asinh: unary(Math.asinh),
  Atan: unary(Math.atan),
  AtanDegrees: unary((x) => degrees(Math.atan(x))),
  Atanh: unary(Math.atanh),
  Cos: unary(Math.cos),
  CosDegrees: unary(cosDegrees),
  Cosh: unary(Math.cosh),
  Cot: unary((x) => 1 / Math.tan(x)),
  CotDegrees: unary((x) => (x % 90 === 0 ? cosDegrees(x) / sinDegrees(x) : 1 / tanDegrees(x))),
  Coth: unary((x) => 1 / Math.tanh(x)),
  Csc: unary((x) => 1 / Math.sin(x)),
  CscDegrees: unary((x) => 1 / sinDegrees(x)),
  Csch: unary((x) => 1 / Math.sinh(x)),
  DegreesToRadians: unary((x) => (x * Math.PI) / 180),
  Sec: unary((x) => 1 / Math.cos(x)),
  SecDegrees: unary((x) => 1 / cosDegrees(x)),
  Sech: unary((x) => 1 / Math.cosh(x)),
  Sign: unary(Math.sign),
  Sin: unary(Math.sin),
  Sinc: unary((x) => (x === 0 ? 1 : Math.sin(x) / x)),
  SinDegrees: unary(sinDegrees),
  Sinh: unary(Math.sinh),
  Tan: unary(Math.tan),
  TanDegrees: unary(tanDegrees),
  Tanh: unary(Math.tanh),
} as const
