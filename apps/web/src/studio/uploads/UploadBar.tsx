import { Button, ProgressBar } from '@fluentui/react-components'
import { DismissRegular, PauseRegular, PlayRegular } from '@fluentui/react-icons'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorNotice } from '../../shared/ui/feedback/ErrorNotice.tsx'
import styles from './UploadBar.module.css'
import { uploadWords } from './upload-words.ts'
import type { UploadInHand } from './use-file-upload.ts'

const stateWords = { uploading: 'uploading', paused: 'paused', done: 'uploaded', failed: 'failed' } as const

/** How many bytes of a file are there, with pause, resume and cancel. */
export function UploadBar({ upload }: { readonly upload: UploadInHand }) {
  const words = useWords(uploadWords)
  const { bytes } = useFormats()
  const { status } = upload
  if (status === undefined) return null
  const { fileName, state, sentBytes, totalBytes, error } = status
  const share = totalBytes === 0 ? 1 : sentBytes / totalBytes
  const label = words('uploadOf', { name: fileName })
  return (
    <div className={styles.upload}>
      <div className={styles.line}>
        <strong translate="no" className={styles.name}>
          {fileName}
        </strong>
        <span>
          {words(stateWords[state])} · {words('sentOf', { sent: bytes(sentBytes), total: bytes(totalBytes) })}
        </span>
      </div>
      <ProgressBar value={share} aria-label={label} thickness="large" />
      {/* Spoken at quarters only. */}
      <span className="visually-hidden" role="status">
        {`${label}: ${Math.floor(share * 4) * 25} %`}
      </span>
      {state === 'failed' && <ErrorNotice title={words('failed')} error={error} />}
      {state !== 'done' && (
        <div className={styles.actions}>
          {state === 'uploading' ? (
            <Button icon={<PauseRegular />} onClick={upload.pause}>
              {words('pause')}
            </Button>
          ) : (
            <Button icon={<PlayRegular />} onClick={upload.resume}>
              {words('resume')}
            </Button>
          )}
          <Button icon={<DismissRegular />} onClick={upload.cancel}>
            {words('cancel')}
          </Button>
        </div>
      )}
    </div>
  )
}
