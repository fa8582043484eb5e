import {
  Button,
  Field,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Radio,
  RadioGroup,
} from '@fluentui/react-components'
import { ChevronDownRegular, DocumentAddRegular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CodeEditor } from '../../shared/ui/code/CodeEditor.tsx'
import { type BodySample, type ConsoleDraft, newRow } from './console-draft.ts'
import { formatJson } from './format-json.ts'
import { mediaTypeOf } from './read-content.ts'
import styles from './TryConsole.module.css'
import { tryItWords } from './try-it-words.ts'

/** The relay takes 16 MB, and base64 makes four bytes of three. */
const maxFileBytes = 11 * 1024 * 1024

/** What goes along as the body: text or a file. */
export function BodyField({
  draft,
  onDraft,
  file,
  onFile,
  samples,
}: {
  readonly draft: ConsoleDraft
  readonly onDraft: (draft: ConsoleDraft) => void
  readonly file: File | undefined
  readonly onFile: (file: File | undefined) => void
  readonly samples: readonly BodySample[]
}) {
  const words = useWords(tryItWords)
  const formats = useFormats()
  const picker = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string>()
  const contentType = draft.headers.find(({ name }) => name.trim().toLowerCase() === 'content-type')?.value
  const format = () => {
    const formatted = formatJson(draft.text)
    setProblem(formatted === undefined ? words('formatFailed') : undefined)
    if (formatted !== undefined) onDraft({ ...draft, text: formatted })
  }
  const take = (chosen: File | undefined) => {
    if (chosen === undefined) return
    const isTooLarge = chosen.size > maxFileBytes
    setProblem(isTooLarge ? words('fileTooLarge', { name: chosen.name }) : undefined)
    if (isTooLarge) return
    onFile(chosen)
    if (contentType === undefined && chosen.type !== '') {
      onDraft({ ...draft, headers: [...draft.headers, newRow('Content-Type', chosen.type)] })
    }
  }
  return (
    <div className={styles.fields}>
      <div className={styles.bodyBar}>
        <RadioGroup
          layout="horizontal"
          aria-label={words('bodyKind')}
          value={draft.bodyKind}
          onChange={(_, { value }) => {
            setProblem(undefined)
            onDraft({ ...draft, bodyKind: value === 'file' ? 'file' : 'text' })
          }}
        >
          <Radio value="text" label={words('bodyText')} />
          <Radio value="file" label={words('bodyFile')} />
        </RadioGroup>
        {draft.bodyKind === 'text' && (
          <span className={styles.bodyTools}>
            {samples.length > 0 && (
              <Menu>
                <MenuTrigger disableButtonEnhancement>
                  <Button appearance="subtle" icon={<ChevronDownRegular />} iconPosition="after">
                    {words('sampleBody')}
                  </Button>
                </MenuTrigger>
                <MenuPopover>
                  <MenuList>
                    {samples.map((sample) => (
                      <MenuItem key={sample.name} translate="no" onClick={() => onDraft(withSample(draft, sample))}>
                        {sample.name}
                      </MenuItem>
                    ))}
                  </MenuList>
                </MenuPopover>
              </Menu>
            )}
            <Button appearance="subtle" disabledFocusable={draft.text.trim() === ''} onClick={format}>
              {words('formatBody')}
            </Button>
          </span>
        )}
      </div>
      {draft.bodyKind === 'text' ? (
        <CodeEditor
          label={words('body')}
          value={draft.text}
          onChange={(text) => {
            setProblem(undefined)
            onDraft({ ...draft, text })
          }}
          language={languageOf(contentType, draft.text)}
        />
      ) : (
        <Field>
          <span className={styles.file}>
            <Button icon={<DocumentAddRegular />} onClick={() => picker.current?.click()}>
              {words('chooseFile')}
            </Button>
            <input
              ref={picker}
              type="file"
              hidden
              aria-label={words('chooseFile')}
              onChange={({ target }) => take(target.files?.[0])}
            />
            {file !== undefined && (
              <span translate="no" role="status">
                {words('fileChosen', { name: file.name, size: formats.bytes(file.size) })}
              </span>
            )}
          </span>
        </Field>
      )}
      {problem !== undefined && (
        <p className={styles.fault} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function withSample(draft: ConsoleDraft, { contentType, text }: BodySample): ConsoleDraft {
  const isNamed = draft.headers.some(({ name }) => name.trim().toLowerCase() === 'content-type')
  const headers = isNamed
    ? draft.headers.map((row) =>
        row.name.trim().toLowerCase() === 'content-type' ? { ...row, value: contentType } : row,
      )
    : [...draft.headers, newRow('Content-Type', contentType)]
  return { ...draft, text, headers }
}

function languageOf(contentType: string | undefined, text: string): 'json' | 'xml' | 'text' {
  const mediaType = mediaTypeOf(contentType)
  if (mediaType.includes('json')) return 'json'
  if (mediaType.includes('xml')) return 'xml'
  return mediaType === '' && /^\s*(?:$|[[{])/.test(text) ? 'json' : 'text'
}
