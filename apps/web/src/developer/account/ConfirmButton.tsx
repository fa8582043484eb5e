import { Button } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { ErrorNotice } from '../../shared/ui/feedback/ErrorNotice.tsx'
import { isLinkInvalid, redeem } from './redeem.ts'

/** Does what the link of a mail is for. Following the link alone does nothing: mail programs do that, too. */
export function ConfirmButton({
  ticket,
  label,
  onDone,
  onInvalid,
}: {
  readonly ticket: string
  readonly label: string
  readonly onDone: () => void
  readonly onInvalid: () => void
}) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => redeem({ ticket }),
    onSuccess: onDone,
    onError: (reason) => {
      if (isLinkInvalid(reason)) onInvalid()
    },
  })
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <Button appearance="primary" disabledFocusable={isPending} onClick={() => isPending || mutate()}>
        {label}
      </Button>
    </>
  )
}
