import { Button, Radio, RadioGroup } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CodeEditor } from '../../shared/ui/code/CodeEditor.tsx'
import { CopyButton } from '../../shared/ui/values/CopyButton.tsx'
import { saveFile } from '../../shared/ui/values/save-file.ts'
import type { ConsoleAnswer } from './console-call.ts'
import {
  hasLongLine,
  maxColouredBytes,
  maxShownBytes,
  mediaTypeOf,
  type ReadContent,
  toFileName,
} from './read-content.ts'
import styles from './TryConsole.module.css'
import { tryItWords } from './try-it-words.ts'

/** The body of an answer: formatted or as it came, to copy and to download. */
export function AnswerContent({
  answer,
  content,
  contentType,
}: {
  readonly answer: ConsoleAnswer
  readonly content: ReadContent
  readonly contentType: string | undefined
}) {
  const words = useWords(tryItWords)
  const formats = useFormats()
  const [view, setView] = useState<'formatted' | 'raw'>('formatted')
  const { bytes } = answer
  const { kind, raw, formatted } = content
  if (bytes.length === 0) return <p className={styles.hint}>{words('contentEmpty')}</p>
  const shown = view === 'formatted' ? (formatted ?? raw) : raw
  const isColoured = bytes.length <= maxColouredBytes && kind !== 'binary'
  const note =
    raw === undefined
      ? words(bytes.length > maxShownBytes ? 'contentTooLarge' : 'contentBinary')
      : bytes.length > maxColouredBytes
        ? words('contentLarge')
        : undefined
  return (
    <div className={styles.fields}>
      <div className={styles.bodyBar}>
        {formatted !== undefined && (
          <RadioGroup
            layout="horizontal"
            aria-label={words('contentView')}
            value={view}
            onChange={(_, { value }) => setView(value === 'raw' ? 'raw' : 'formatted')}
          >
            <Radio value="formatted" label={words('contentFormatted')} />
            <Radio value="raw" label={words('contentRaw')} />
          </RadioGroup>
        )}
        <span className={styles.bodyTools}>
          {raw !== undefined && <CopyButton value={shown ?? raw} name={words('responseContent')} />}
          <Button
            icon={<ArrowDownloadRegular />}
            onClick={() =>
              saveFile(
                toFileName(answer.url, contentType),
                bytes,
                mediaTypeOf(contentType) || 'application/octet-stream',
              )
            }
          >
            {words('download')}
          </Button>
        </span>
      </div>
      {answer.isCut && <p className={styles.hint}>{words('cut', { size: formats.bytes(answer.sentBytes) })}</p>}
      {note !== undefined && <p className={styles.hint}>{note}</p>}
      {shown !== undefined && (
        <CodeEditor
          label={words('responseContent')}
          value={shown}
          language={isColoured ? kind : 'text'}
          isReadOnly
          isWrapped={!hasLongLine(shown)}
        />
      )}
    </div>
  )
}
