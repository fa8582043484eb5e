import { argumentException, argumentNullException, argumentOutOfRangeException } from '../net/failures.ts'
import { formatComposite } from '../net/format/composite-format.ts'
import { newLine } from '../net/new-line.ts'
import type { Run } from '../run/run.ts'
import { accessors, defineType, type Implementation, withRun } from './define-type.ts'

export class NetStringBuilder {
  text: string

  constructor(text: string) {
    this.text = text
  }
}

const append = (run: Run, self: NetStringBuilder, text: string): NetStringBuilder => {
  run.charge(text.length)
  self.text += text
  return self
}

const checkRange = (self: NetStringBuilder, start: number, length: number): void => {
  if (start < 0) throw argumentOutOfRangeException('startIndex')
  if (length < 0 || start + length > self.text.length) throw argumentOutOfRangeException('length')
}

const replace = (run: Run, self: NetStringBuilder, old: string | null, by: string | null): NetStringBuilder => {
  if (old === null) throw argumentNullException('oldValue')
  if (old === '') throw argumentException('Empty name is not legal.', 'oldValue')
  const parts = self.text.split(old)
  run.charge(self.text.length + (parts.length - 1) * (by ?? '').length)
  self.text = parts.join(by ?? '')
  return self
}

const format = (
  run: Run,
  self: NetStringBuilder,
  pattern: string | null,
  args: readonly unknown[],
): NetStringBuilder => {
  if (pattern === null) throw argumentNullException('format')
  return append(
    run,
    self,
    formatComposite(pattern, args, (value, how) => run.objects.toText(value, how ?? null)),
  )
}

const texts = (run: Run, separator: string | null, values: Iterable<unknown>): string =>
  Array.from(values, (value) => run.objects.toText(value)).join(separator ?? '')

const members: Readonly<Record<string, Implementation>> = {
  'StringBuilder()': withRun(() => new NetStringBuilder('')),
  'StringBuilder(int capacity)': withRun(() => new NetStringBuilder('')),
  'StringBuilder(string value)': (text: string | null) => new NetStringBuilder(text ?? ''),
  'StringBuilder(string value, int capacity)': (text: string | null) => new NetStringBuilder(text ?? ''),
  'int Length { get; set; }': accessors(
    (self: NetStringBuilder) => self.text.length,
    withRun((run, self: NetStringBuilder, length: number) => {
      if (length < 0) throw argumentOutOfRangeException('value')
      run.charge(length)
      self.text = self.text.slice(0, length).padEnd(length, '\0')
    }),
  ),
  'int Capacity { get; }': (self: NetStringBuilder) => Math.max(16, self.text.length),
  'char this[int index] { get; set; }': accessors(
    (self: NetStringBuilder, index: number) => {
      checkRange(self, index, 1)
      return self.text.charCodeAt(index)
    },
    withRun((run, self: NetStringBuilder, index: number, unit: number) => {
      checkRange(self, index, 1)
      run.charge(self.text.length)
      self.text = self.text.slice(0, index) + String.fromCharCode(unit) + self.text.slice(index + 1)
    }),
  ),
  'StringBuilder Append(string value)': withRun((run, self: NetStringBuilder, text: string | null) =>
    append(run, self, text ?? ''),
  ),
  'StringBuilder Append(char value)': withRun((run, self: NetStringBuilder, unit: number) =>
    append(run, self, String.fromCharCode(unit)),
  ),
  'StringBuilder Append(char value, int repeatCount)': withRun(
    (run, self: NetStringBuilder, unit: number, count: number) => {
      if (count < 0) throw argumentOutOfRangeException('repeatCount')
      run.charge(count)
      self.text += String.fromCharCode(unit).repeat(count)
      return self
    },
  ),
  'StringBuilder Append(object value)': withRun((run, self: NetStringBuilder, value: unknown) =>
    append(run, self, value instanceof NetStringBuilder ? value.text : run.objects.toText(value)),
  ),
  'StringBuilder Append(string value, int startIndex, int count)': withRun(
    (run, self: NetStringBuilder, text: string | null, start: number, count: number) =>
      append(run, self, (text ?? '').slice(start, start + count)),
  ),
  'StringBuilder AppendLine()': withRun((run, self: NetStringBuilder) => append(run, self, newLine)),
  'StringBuilder AppendLine(string value)': withRun((run, self: NetStringBuilder, text: string | null) =>
    append(run, self, (text ?? '') + newLine),
  ),
  'StringBuilder AppendFormat(string format, params object[] args)': withRun(format),
  'StringBuilder AppendJoin(string separator, params object[] values)': withRun(
    (run, self: NetStringBuilder, separator: string | null, values: readonly unknown[]) =>
      append(run, self, texts(run, separator, values)),
  ),
  'StringBuilder AppendJoin(string separator, IEnumerable<string> values)': withRun(
    (run, self: NetStringBuilder, separator: string | null, values: Iterable<unknown>) =>
      append(run, self, texts(run, separator, values)),
  ),
  'StringBuilder Insert(int index, object value)': withRun(
    (run, self: NetStringBuilder, index: number, value: unknown) => {
      if (index < 0 || index > self.text.length) throw argumentOutOfRangeException('index')
      const text = run.objects.toText(value)
      run.charge(self.text.length + text.length)
      self.text = self.text.slice(0, index) + text + self.text.slice(index)
      return self
    },
  ),
  'StringBuilder Remove(int startIndex, int length)': withRun(
    (run, self: NetStringBuilder, start: number, length: number) => {
      checkRange(self, start, length)
      run.charge(self.text.length)
      self.text = self.text.slice(0, start) + self.text.slice(start + length)
      return self
    },
  ),
  'StringBuilder Replace(string oldValue, string newValue)': withRun(replace),
  'StringBuilder Replace(char oldChar, char newChar)': withRun((run, self: NetStringBuilder, old: number, by: number) =>
    replace(run, self, String.fromCharCode(old), String.fromCharCode(by)),
  ),
  'StringBuilder Clear()': (self: NetStringBuilder) => {
    self.text = ''
    return self
  },
  'string ToString()': (self: NetStringBuilder) => self.text,
  'string ToString(int startIndex, int length)': (self: NetStringBuilder, start: number, length: number) => {
    checkRange(self, start, length)
    return self.text.slice(start, start + length)
  },
}

export const stringBuilderType = defineType({
  name: 'System.Text.StringBuilder',
  kind: 'class',
  represents: NetStringBuilder,
  members,
  operations: { toText: (self: NetStringBuilder) => self.text },
})
