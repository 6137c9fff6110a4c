describe.skip('never runs', () => {});
