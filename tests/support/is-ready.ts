/** Whether a role that listens there says that it serves. */
export const isReady = (address: string | null | undefined): Promise<boolean> =>
  fetch(`${address}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  )
