/** Stands for a secret wherever a graph is shown; sent back, it means that the secret stays as it is. */
export const hiddenSecret = '••••••••'
