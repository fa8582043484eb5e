import { systemException } from '../run/net-exception.ts'

/** The index, if the array has it. @throws NetException System.IndexOutOfRangeException */
export function elementAt(index: number, length: number): number {
  if (index < 0 || index >= length) {
    throw systemException('IndexOutOfRangeException', 'Index was outside the bounds of the array.')
  }
  return index
}
