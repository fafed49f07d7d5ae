/** All that makes a proposal at the desk; its code is fetched on first use. */
export const deskProposals = () => import('./propose-for-desk.ts');
