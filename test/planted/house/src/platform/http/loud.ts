export const loud = () => console.log('here');
