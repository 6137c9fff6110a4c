// process.env and console.log( are only talked about here
export const remark = 1;
