export const InstancePage = () => null
