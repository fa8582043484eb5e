import { argumentNullException } from '../net/failures.ts'
import { formatComposite } from '../net/format/composite-format.ts'
import { NetStringReader, NetStringWriter } from '../net/text-io.ts'
import type { Run } from '../run/run.ts'
import { defineType, type TypeDefinition, withRun } from './define-type.ts'

function write(run: Run, writer: NetStringWriter, text: string): void {
  run.charge(text.length)
  writer.write(text)
}

function writeLine(run: Run, writer: NetStringWriter, text: string): void {
  run.charge(text.length + 1)
  writer.writeLine(text)
}

function formatted(run: Run, format: string | null, args: readonly unknown[]): string {
  if (format === null) throw argumentNullException('format')
  return formatComposite(format, args, (value, how) => run.objects.toText(value, how ?? null))
}

/** @see https://learn.microsoft.com/dotnet/api/system.io.stringreader */
export const textIoTypes: readonly TypeDefinition[] = [
  defineType({
    name: 'System.IO.TextReader',
    kind: 'class',
    implements: ['IDisposable'],
    members: {
      'int Peek()': (reader: NetStringReader) => reader.peek(),
      'int Read()': (reader: NetStringReader) => reader.read(),
      'string ReadLine()': withRun((run, reader: NetStringReader) => {
        const line = reader.readLine()
        run.charge(line?.length ?? 0)
        return line
      }),
      'string ReadToEnd()': (reader: NetStringReader) => reader.readToEnd(),
      'void Close()': (reader: NetStringReader) => reader.close(),
      'void Dispose()': (reader: NetStringReader) => reader.close(),
    },
  }),
  defineType({
    name: 'System.IO.StringReader',
    kind: 'class',
    extends: 'TextReader',
    represents: NetStringReader,
    members: {
      'StringReader(string s)': (text: string | null) => {
        if (text === null) throw argumentNullException('s')
        return new NetStringReader(text)
      },
    },
  }),
  defineType({
    name: 'System.IO.TextWriter',
    kind: 'class',
    implements: ['IDisposable'],
    members: {
      'void Write(string value)': withRun((run, writer: NetStringWriter, text: string | null) =>
        write(run, writer, text ?? ''),
      ),
      'void Write(char value)': withRun((run, writer: NetStringWriter, unit: number) =>
        write(run, writer, String.fromCharCode(unit)),
      ),
      'void Write(object value)': withRun((run, writer: NetStringWriter, value: unknown) =>
        write(run, writer, run.objects.toText(value)),
      ),
      'void Write(string format, params object[] arg)': withRun(
        (run, writer: NetStringWriter, format: string | null, args: readonly unknown[]) =>
          write(run, writer, formatted(run, format, args)),
      ),
      'void WriteLine()': withRun((run, writer: NetStringWriter) => writeLine(run, writer, '')),
      'void WriteLine(string value)': withRun((run, writer: NetStringWriter, text: string | null) =>
        writeLine(run, writer, text ?? ''),
      ),
      'void WriteLine(char value)': withRun((run, writer: NetStringWriter, unit: number) =>
        writeLine(run, writer, String.fromCharCode(unit)),
      ),
      'void WriteLine(object value)': withRun((run, writer: NetStringWriter, value: unknown) =>
        writeLine(run, writer, run.objects.toText(value)),
      ),
      'void WriteLine(string format, params object[] arg)': withRun(
        (run, writer: NetStringWriter, format: string | null, args: readonly unknown[]) =>
          writeLine(run, writer, formatted(run, format, args)),
      ),
      'void Flush()': () => undefined,
      'void Close()': (writer: NetStringWriter) => writer.close(),
      'void Dispose()': (writer: NetStringWriter) => writer.close(),
    },
  }),
  defineType({
    name: 'System.IO.StringWriter',
    kind: 'class',
    extends: 'TextWriter',
    represents: NetStringWriter,
    members: {
      'StringWriter()': withRun(() => new NetStringWriter()),
      'string ToString()': (writer: NetStringWriter) => writer.text,
    },
    operations: { toText: (writer: NetStringWriter) => writer.text },
  }),
]
